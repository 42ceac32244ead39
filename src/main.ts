#!/usr/bin/env node
import { runCommandLine } from './cli/command-line.ts'
import { processTerminal } from './cli/terminal.ts'

const terminal = processTerminal()
const exitCode = await runCommandLine(process.argv.slice(2), terminal)
// The command has closed what it opened: no timer or idle connection that is left may hold up whoever waits for it.
await terminal.flushed()
process.exit(exitCode)
