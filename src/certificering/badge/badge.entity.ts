import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Certificaat } from '../certificaat/certificaat.entity.js';
import { Badgesleutel } from './badgesleutel.entity.js';

/** The badge of a certificaat as it was signed, the same for ever: whatever becomes of the key or of the opleiding. */
@Entity()
export class Badge {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Certificaat, { onDelete: 'CASCADE' })
  certificaatId!: string;

  @Index()
  @Column({ type: 'text' })
  @ForeignKey(() => Badgesleutel, { onDelete: 'RESTRICT' })
  kid!: string;

  /** Compact JWS. */
  @Column({ type: 'text' })
  jwt!: string;

  @Column({ type: 'timestamptz' })
  ondertekendOp!: Date;
}
