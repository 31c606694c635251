import { Module } from '@nestjs/common';
import { CourtController } from './court.controller.ts';

@Module({ controllers: [CourtController] })
export class CourtModule {}
