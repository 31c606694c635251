import { Module } from '@nestjs/common';
import { StaffReviewController } from './staff-review.controller.ts';

@Module({ controllers: [StaffReviewController] })
export class StaffReviewModule {}
