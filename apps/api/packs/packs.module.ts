import { Module } from '@nestjs/common';
import { MigrationsController } from './migrations.controller.ts';
import { PacksController } from './packs.controller.ts';
import { PublishedController } from './published.controller.ts';

@Module({ controllers: [PacksController, MigrationsController, PublishedController] })
export class PacksModule {}
