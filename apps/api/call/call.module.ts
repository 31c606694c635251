import { Module } from '@nestjs/common';
import { CallbacksController } from './callbacks.controller.ts';
import { CallController } from './call.controller.ts';

@Module({ controllers: [CallController, CallbacksController] })
export class CallModule {}
