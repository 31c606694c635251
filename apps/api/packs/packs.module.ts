import { Module } from '@nestjs/common';
import { MigrationsController } from './migrations.controller.ts';
import { PacksController } from './packs.controller.ts';

@Module({ controllers: [PacksController, MigrationsController] })
export class PacksModule {}
