import { Module } from '@nestjs/common';
import { WorkOrdersController } from './work-orders.controller.ts';

@Module({ controllers: [WorkOrdersController] })
export class WorkOrdersModule {}
