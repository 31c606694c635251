import { Module } from '@nestjs/common';
import { MoratoriumsController } from './moratoriums.controller.ts';

@Module({ controllers: [MoratoriumsController] })
export class MoratoriumsModule {}
