import { chmod, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canReach, isRoot, unprivilegedUser } from './operating-user.ts'

describe('canReach', () => {
  let outer: string
  let inner: string
  let owner: { uid: number; gid: number }
  beforeAll(async () => {
    outer = await mkdtemp(join(tmpdir(), 'emite-reach-'))
    inner = join(outer, 'inner')
    await mkdir(inner)
    owner = await stat(outer)
  })
  afterAll(() => rm(outer, { recursive: true }))

  const owners = (): { uid: number; gid: number } => owner
  const group = (): { uid: number; gid: number } => ({ uid: owner.uid + 1, gid: owner.gid })
  const others = (): { uid: number; gid: number } => ({ uid: owner.uid + 1, gid: owner.gid + 1 })

  test.each([
    { why: 'the owner enters by the first digit', who: owners, mode: 0o700, can: true },
    { why: 'the group does not enter by the first digit', who: group, mode: 0o700, can: false },
    { why: 'the group enters by the second digit', who: group, mode: 0o710, can: true },
    { why: 'others do not enter by the second digit', who: others, mode: 0o770, can: false },
    { why: 'others enter by the third digit', who: others, mode: 0o711, can: true },
    { why: 'reading alone is not entering', who: others, mode: 0o744, can: false },
    { why: 'the owner is not helped by the third digit', who: owners, mode: 0o071, can: false },
    { why: 'the group is not helped by the third digit', who: group, mode: 0o701, can: false },
  ])('$why', async ({ who, mode, can }) => {
    await chmod(outer, mode)
    // Read by numbers, so it holds for the one who asks as well; who could not look inside a folder it closed to itself.
    expect(await canReach(who(), outer)).toBe(can)
    await chmod(outer, 0o700)
  })

  test('a closed folder on the way closes what is inside it', async () => {
    await chmod(inner, 0o777)
    await chmod(outer, 0o700)
    expect(await canReach(others(), inner)).toBe(false)
    await chmod(outer, 0o711)
    expect(await canReach(others(), inner)).toBe(true)
  })
})

describe('unprivilegedUser', () => {
  test.skipIf(process.platform === 'win32')('is an account other than root, whoever asks', async () => {
    const { uid, gid } = await unprivilegedUser('/')
    expect(uid).toBeGreaterThan(0)
    expect(gid).toBeGreaterThan(0)
    expect(isRoot()).toBe(process.getuid?.() === 0)
  })
})
