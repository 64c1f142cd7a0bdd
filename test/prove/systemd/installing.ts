/** Install, as an administrator does it: first where it can't be, then where it can. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import type { Case } from './chapter.js';
import type { Machine } from './machine.js';
import { machineFolder, run } from './machine-folder.js';
import { programOf, unpacked } from './programs.js';
import type { Served } from './served.js';
import { asAccount, DATA, journal, processesOfUnit, UNIT, unitState } from './unit.js';

/** All that an installation puts on a machine, and what systemd has of it. */
const TRACES = [
  `/etc/systemd/system/${UNIT}`,
  `/etc/systemd/system/multi-user.target.wants/${UNIT}`,
  '/etc/sysusers.d/venue-control.conf',
  '/etc/tmpfiles.d/venue-control.conf',
  '/opt/venue-control',
];

export async function tracesOn(machine: Machine): Promise<readonly string[]> {
  const { stdout } = await machine.run(['ls', '-d', ...TRACES]);
  const units = await machine.must(['systemctl', 'list-units', '--all', '--plain', '--no-legend', UNIT]);
  return [...stdout.split('\n'), ...units.split('\n')].filter(Boolean);
}

/** Before it is booted: the same files, and no systemd. */
export function installUnbooted(): readonly Case[] {
  return [
    [
      'where systemd does not run, an install is refused before anything is done, and the remedy is said',
      async () => {
        const script = `mount -t proc proc ${machineFolder}/proc; env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot ${machineFolder} ${programOf('1')} install 2>&1; echo "code $?"`;
        const said = run('unshare', ['--mount', '--pid', '--fork', 'sh', '-c', script]);
        assert.match(said, /systemd/);
        assert.match(said, /code 1\n$/);
        assert.doesNotMatch(said, /^Copy|Not put back|at .*\.js/m);
        assert.deepEqual(readdirSync(`${machineFolder}/opt`), []);
        assert.ok(!existsSync(`${machineFolder}${DATA}`));
      },
    ],
  ];
}

export function installing(machine: Machine, server: Served): readonly Case[] {
  return [
    [
      'a dry run says five steps and does none',
      async () => {
        const { code, stdout } = await machine.run([programOf('1'), 'install', '--dry-run']);
        assert.equal(code, 0);
        assert.equal(stdout.match(/^\d\. /gm)?.length, 5);
        assert.deepEqual(await tracesOn(machine), []);
      },
    ],
    [
      'a port that another program has: the install says so, and puts everything back',
      async () => {
        const holds = 'require("net").createServer().listen(4280, "127.0.0.1", () => console.log("holds"))';
        const node = `${unpacked}/1/node/node`;
        await machine.must(['systemd-run', '--quiet', '--unit=holds-port', node, '--eval', holds]);
        try {
          const since = Date.now();
          const { code, stderr } = await machine.run([programOf('1'), 'install']);
          const seconds = Math.round((Date.now() - since) / 1000);
          assert.equal(code, 1);
          assert.match(
            stderr,
            /The server ended before it answered\.\nRead why: journalctl -u venue-control/,
          );
          assert.doesNotMatch(stderr, /Not put back/);
          const told = (await journal(machine)).filter(({ MESSAGE }) => MESSAGE.includes('4280'));
          assert.ok(told.length > 0, 'the journal names the port');
          assert.deepEqual(await tracesOn(machine), []);
          assert.equal((await machine.run(['systemctl', 'is-system-running'])).stdout, 'running\n');
          return `${seconds} s, as systemd tries it again first`;
        } finally {
          await machine.run(['systemctl', 'stop', 'holds-port']);
        }
      },
    ],
    [
      'an install ends when it answers: enabled, active, well',
      async () => {
        const since = Date.now();
        const stdout = await machine.must([programOf('1'), 'install']);
        const seconds = ((Date.now() - since) / 1000).toFixed(1);
        assert.match(stdout, /Done\.$/);
        assert.equal(await machine.must(['systemctl', 'is-enabled', UNIT]), 'enabled');
        assert.equal((await unitState(machine)).active, 'active');
        assert.equal(await server.health(), 200);
        return `${seconds} s`;
      },
    ],
    [
      'it runs as its own account, which may log in nowhere, and is no member of anything',
      async () => {
        const { pid } = await unitState(machine);
        const status = await machine.must(['cat', `/proc/${pid}/status`]);
        const uid = await machine.must(['id', '-u', 'venue-control']);
        assert.match(status, new RegExp(`^Uid:\\t${uid}\\t${uid}\\t${uid}\\t${uid}$`, 'm'));
        assert.match(status, /^CapEff:\t0+$/m);
        assert.match(status, /^NoNewPrivs:\t1$/m);
        assert.match(status, /^Seccomp:\t2$/m);
        assert.match(await machine.must(['getent', 'passwd', 'venue-control']), /:\/usr\/sbin\/nologin$/);
        assert.equal(await machine.must(['id', '-Gn', 'venue-control']), 'venue-control');
      },
    ],
    [
      "the data are the account's alone, and no file of the program is",
      async () => {
        const shown = await machine.must(['find', DATA, '!', '-type', 'l', '-printf', '%m %u %y %p\n']);
        const wrong = shown
          .split('\n')
          .filter(
            (line) =>
              !/^(?:600 venue-control f|700 venue-control [ds]|700 venue-control f .+\/bin\/) /.test(line),
          );
        assert.deepEqual(wrong, []);
        const writable = ['find', '/opt/venue-control', '-perm', '/022', '-o', '!', '-user', 'root'];
        assert.equal(await machine.must(writable), '');
        return `${shown.split('\n').length} files and folders`;
      },
    ],
    [
      'in its place the data and a /tmp of its own can be written, and nothing else, not even by root',
      async () => {
        const { pid } = await unitState(machine);
        const places = ['/etc', '/opt/venue-control', '/var/lib', '/usr', '/home', '/root', DATA, '/tmp'];
        const script = `for p in ${places.join(' ')}; do touch $p/proof 2>/dev/null && { echo $p; rm $p/proof; }; done; true`;
        // As root, who is kept from it by nothing but the unit.
        const within = ['nsenter', `--target=${pid}`, '--mount'];
        assert.deepEqual((await machine.must([...within, 'sh', '-c', script])).split('\n'), [DATA, '/tmp']);
        assert.equal(await machine.must(['ls', '/tmp']).then((said) => said.includes('venue-host')), false);
      },
    ],
    [
      'PowerShell hosts are ready behind the hardening, and answer',
      async () => {
        const hosts = (await processesOfUnit(machine)).filter((line) =>
          line.includes('Start-ScriptHost.ps1'),
        );
        assert.ok(hosts.length >= 2, `${hosts.length} hosts`);
        await server.signIn();
        const { data, errors } = await server.ask('{ services { key status processId } }');
        assert.deepEqual(errors, []);
        assert.equal(data.services.length, 7);
        return `${hosts.length} hosts`;
      },
    ],
    [
      'systemd finds nothing to say of the unit',
      async () => {
        const { code, stdout, stderr } = await machine.run(['systemd-analyze', 'verify', '--man=no', UNIT]);
        assert.deepEqual({ code, said: stdout + stderr }, { code: 0, said: '' });
        const rated = await machine.must(['systemd-analyze', 'security', '--no-pager', UNIT]);
        const [, exposure = '10'] = /Overall exposure level for \S+: (\S+)/.exec(rated) ?? [];
        assert.ok(Number(exposure) < 2, `exposure ${exposure}`);
        return `exposure ${exposure}`;
      },
    ],
    [
      'the program finds itself well, asked as its account',
      async () => {
        const { stdout, stderr } = await asAccount(machine, ['doctor', '--json']);
        assert.equal(stderr, '');
        const findings = JSON.parse(stdout) as { ok: boolean; part: string; detail: string }[];
        assert.deepEqual(
          findings.filter(({ ok }) => !ok),
          [],
        );
        return `${findings.length} findings`;
      },
    ],
    [
      'a second install is refused, and changes nothing',
      async () => {
        const { pid } = await unitState(machine);
        const { code, stderr } = await machine.run([programOf('2'), 'install']);
        assert.equal(code, 1);
        assert.match(stderr, /is installed, from/);
        assert.equal((await unitState(machine)).pid, pid);
      },
    ],
  ];
}
