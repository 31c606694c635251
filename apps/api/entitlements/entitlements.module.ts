import { Module } from '@nestjs/common';
import { EntitlementsController } from './entitlements.controller.ts';

@Module({ controllers: [EntitlementsController] })
export class EntitlementsModule {}
