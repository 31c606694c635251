import { Module } from '@nestjs/common';
import { ShutOffDayController } from './shut-off-day.controller.ts';

@Module({ controllers: [ShutOffDayController] })
export class ShutOffDayModule {}
