import type { AlertWorld } from './alerts.ts'
import type { SegmentWorld } from './segments.ts'
import type { World } from './world.ts'

const retailer = { seed: 20, stores: 1000, treated: 8, fromTheStart: false, comparedAnswers: 1 }

/** A thousand stores whose shocks carry over from month to month; the eight lowest are treated. */
export const autoregressive: Omit<World, 'runs'> = { ...retailer, lasting: 0, passing: 0 }

/** The same, and one store in twenty goes low for good, another one for two to four months. */
export const mixed: Omit<World, 'runs'> = { ...retailer, lasting: 0.05, passing: 0.05 }

/** The same with 17 stores in 1,000 that go low for good: nearly all of those treated are, and few donors. */
export const rarelyLasting: Omit<World, 'runs'> = { ...retailer, lasting: 0.017, passing: 0.05 }

/** As mixed, but what is compared is a score that a fifth as many answer as the one that the stores are chosen by. */
export const anotherScore: Omit<World, 'runs'> = { ...mixed, comparedAnswers: 0.2 }

/** 17 stores in 1,000 low all along by 0.5 to 1 point. */
export const lowAllAlong: Omit<World, 'runs'> = {
  ...retailer,
  lasting: 0.017,
  passing: 0,
  fromTheStart: true,
}

/** Customers of eight kinds of four segments, one of each: 480 segments of one or two conditions. */
export const retailerOfSegments: Omit<SegmentWorld, 'runs' | 'planted'> = { seed: 20, customers: 4000 }

/** Two hundred stores over 24 months, in whose last eight some deteriorate. */
export const deteriorating: Omit<AlertWorld, 'runs' | 'planted'> = { seed: 20, stores: 200 }
