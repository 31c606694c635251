import { Module } from '@nestjs/common';
import { WordsController } from './words.controller.ts';

@Module({ controllers: [WordsController] })
export class WordsModule {}
