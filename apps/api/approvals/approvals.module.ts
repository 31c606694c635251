import { Module } from '@nestjs/common';
import { ApprovalsController } from './approvals.controller.ts';

@Module({ controllers: [ApprovalsController] })
export class ApprovalsModule {}
