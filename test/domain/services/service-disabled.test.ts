import { callerOf, practiceDomain } from '../rehearsal-domain.js';

it.each(['start', 'restart'] as const)('a %s of a disabled service is refused', async (command) => {
  const domain = await practiceDomain();
  domain.venue.stop('netpos');
  domain.venue.model.services['netpos'].startMode = 'Disabled';
  await expect(
    domain.plane.services.control(callerOf('1'), 'netpos', { do: command }, 'stuck'),
  ).rejects.toMatchObject({ code: 'SERVICE_DISABLED' });
  expect(await domain.state.operations.list({ first: 1 })).toEqual([]);
  await domain.close();
});
