import type { Story } from '../../semantic-layer/story.ts'
import { actions } from './story/actions.ts'
import { drivers } from './story/drivers.ts'
import { effects } from './story/effects.ts'
import { gaps } from './story/gaps.ts'
import { lowStores } from './story/low-stores.ts'
import { programme } from './story/programme.ts'
import { returns } from './story/returns.ts'
import { segments } from './story/segments.ts'

const CHAPTERS = [lowStores, drivers, segments, actions, gaps, effects, programme, returns]

/** The story as a person reads it: where it hurts, why and whom, what was done, what that changed and what it returned. */
export const describeStory = (story: Story): string =>
  CHAPTERS.map((chapter) => chapter(story))
    .filter((text) => text !== '')
    .join('\n\n')
