import { Module } from '@nestjs/common';
import { ArrangementsController } from './arrangements.controller.ts';

@Module({ controllers: [ArrangementsController] })
export class ArrangementsModule {}
