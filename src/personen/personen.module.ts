import { Module } from '@nestjs/common';
import { PersonenService } from './personen.service.js';

@Module({ providers: [PersonenService], exports: [PersonenService] })
export class PersonenModule {}
