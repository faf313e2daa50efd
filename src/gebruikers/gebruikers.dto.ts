import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, DateField, EmailField, TextField, UuidField } from '../platform/web/fields.js';
import { ListOf, PagingQuery } from '../platform/web/paging.js';
import { rollen, type Rol } from '../toegang/gebruiker-rol.entity.js';
import type { GebruikerBeeld, Rolbeeld } from './gebruikers.queries.js';
import { gebruikersstanden, standVan, type Gebruikersstand } from './gebruikers.rules.js';

export class GebruikersQuery extends PagingQuery {
  @TextField({ optional: true, max: 100, omschrijving: 'Deel van een naam of e-mailadres.' })
  zoek?: string | null;
}

/** Which role, for which bestuur or school, from when until when. */
export class RolDto {
  @ChoiceField(rollen)
  rol!: Rol;

  @TextField({
    optional: true,
    max: 100,
    omschrijving: 'Bij rol bestuur: id, nummer, code of naam. Een bestuur geeft alleen de eigen rol.',
    voorbeeld: '41400',
  })
  bestuur?: string | null;

  @TextField({ optional: true, max: 20, omschrijving: 'Bij rol schoolleider.', voorbeeld: '06OY00' })
  vestigingscode?: string | null;

  @DateField({ optional: true, omschrijving: 'Eerste dag; vandaag als je niets stuurt.' })
  begintOp?: string;

  @DateField({ optional: true, omschrijving: 'Laatste dag; zonder einde als je niets stuurt.' })
  eindigtOp?: string;
}

export class NieuweGebruikerDto extends RolDto {
  @EmailField({ voorbeeld: 'anna@school.example' })
  email!: string;

  @TextField({ optional: true, max: 120, omschrijving: 'Wie uitgenodigd is, kan de naam nog verbeteren.' })
  naam?: string | null;
}

/** The form that changes the last day of a role. */
export class EindeDto {
  @DateField({ optional: true })
  eindigtOp?: string;
}

export class WaarnemingDto {
  @UuidField()
  aan!: string;

  @DateField()
  vanaf!: string;

  @DateField()
  tot!: string;
}

export class OverdrachtDto {
  @ChoiceField(['bijeenkomsten', 'postbussen'])
  wat!: 'bijeenkomsten' | 'postbussen';

  @UuidField()
  aan!: string;
}

const misschien = { type: String, nullable: true } as const;

class BestuurVanRolDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty(misschien)
  naam!: string | null;
}

class SchoolVanRolDto {
  @ApiProperty({ example: '06OY00' })
  vestigingscode!: string;

  @ApiProperty()
  naam!: string;
}

class AfwezigeDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  naam!: string;
}

class RolVanGebruikerDto {
  @ApiProperty({ enum: [...rollen] })
  rol!: Rol;

  @ApiProperty({ type: BestuurVanRolDto, nullable: true, description: 'Ook het bestuur van de school.' })
  bestuur!: BestuurVanRolDto | null;

  @ApiProperty({ type: SchoolVanRolDto, nullable: true })
  school!: SchoolVanRolDto | null;

  @ApiProperty({ format: 'date' })
  begintOp!: string;

  @ApiProperty({ ...misschien, format: 'date', description: 'De laatste dag.' })
  eindigtOp!: string | null;

  @ApiProperty({ type: AfwezigeDto, nullable: true, description: 'Voor wie deze gebruiker waarneemt.' })
  waarneemtVoor!: AfwezigeDto | null;
}

export class GebruikerDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  naam!: string;

  @ApiProperty()
  email!: string;

  @ApiProperty({ enum: [...gebruikersstanden] })
  stand!: Gebruikersstand;

  @ApiProperty({ ...misschien, format: 'date-time' })
  laatstIngelogdOp!: string | null;

  @ApiProperty({ type: [RolVanGebruikerDto], description: 'Alleen de rollen die je zelf mag geven.' })
  rollen!: RolVanGebruikerDto[];
}

export class GebruikerslijstDto extends ListOf(GebruikerDto) {}

const rolVan = (rol: Rolbeeld): RolVanGebruikerDto => ({
  rol: rol.rol,
  bestuur: rol.bestuurId ? { id: rol.bestuurId, naam: rol.bestuur } : null,
  school: rol.vestigingscode ? { vestigingscode: rol.vestigingscode, naam: rol.school ?? '' } : null,
  begintOp: rol.begintOp,
  eindigtOp: rol.eindigtOp,
  waarneemtVoor: rol.waarneemtVoorId ? { id: rol.waarneemtVoorId, naam: rol.waarneemtVoor ?? '' } : null,
});

/** @param zichtbaar the roles that whoever asks may know of */
export const gebruikerVan = (beeld: GebruikerBeeld, zichtbaar: Rolbeeld[], dag: string): GebruikerDto => ({
  id: beeld.id,
  naam: beeld.naam,
  email: beeld.email,
  stand: standVan(beeld, dag),
  laatstIngelogdOp: beeld.laatstIngelogdOp?.toISOString() ?? null,
  rollen: zichtbaar.map(rolVan),
});
