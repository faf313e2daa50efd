import { ApiProperty } from '@nestjs/swagger';
import { PersoonsgegevensDto } from '../personen/persoonsgegevens.dto.js';

export class MeldBelangstellingDto extends PersoonsgegevensDto {}

/** The same for every address that was not proven, known or not. */
export class BelangstellingDto {
  @ApiProperty({
    enum: ['onbevestigd', 'bevestigd'],
    description:
      'Bij `onbevestigd` gaat er een mail naar het adres; pas na bevestiging telt de belangstelling.',
  })
  status!: 'onbevestigd' | 'bevestigd';
}

export class BelangstellingPerBestuurDto {
  @ApiProperty({ type: String, nullable: true, description: 'Leeg voor wie geen bestuur heeft.' })
  bestuur!: string | null;

  @ApiProperty({ type: 'integer', description: 'Mensen met een bevestigde belangstelling.' })
  bevestigd!: number;

  @ApiProperty({
    type: 'integer',
    description: 'Mensen die hun adres nog niet bevestigden; ze tellen niet mee.',
  })
  onbevestigd!: number;
}

/** Interest that was not answered yet with the mail that it opens. */
export class BelangstellingOverzichtDto {
  @ApiProperty({ type: 'integer' })
  bevestigd!: number;

  @ApiProperty({ type: 'integer' })
  onbevestigd!: number;

  @ApiProperty({ type: 'integer', description: 'Mensen die al bericht kregen dat aanmelden kan.' })
  gemeld!: number;

  @ApiProperty({ type: [BelangstellingPerBestuurDto] })
  perBestuur!: BelangstellingPerBestuurDto[];
}
