import { Module } from '@nestjs/common';
import { BoardController } from './board.controller.ts';

@Module({ controllers: [BoardController] })
export class BoardModule {}
