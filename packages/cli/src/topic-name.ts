import { ALL_TOPICS, type Topic, topicNamed } from '@trustlane/contracts'
import { usageError } from './exit.ts'

/** The topic of this name, with or without `.v1`. Throws a usage error that lists those there are. */
export function topicArgument(name: string): Topic {
  const topic = topicNamed(name)
  if (topic !== undefined) return topic
  const known = ALL_TOPICS.map((each) => each.name.replace('.v1', '')).join(', ')
  throw usageError(`there is no topic "${name}": expected one of ${known}`)
}
