import { Module } from '@nestjs/common';
import { ClearanceKeysController } from './clearance-keys.controller.ts';
import { WorkOrdersController } from './work-orders.controller.ts';

@Module({ controllers: [WorkOrdersController, ClearanceKeysController] })
export class WorkOrdersModule {}
