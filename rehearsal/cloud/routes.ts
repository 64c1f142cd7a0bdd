/** Every path of the cloud's contract. docs/reference/openapi/swiftpos-cloud.yaml says the same in words, and a test holds both together. */
import { describePackage, downloadPackage } from './packages.js';
import type { CloudRoute } from './request.js';
import { completeJob, getJob, listJobs, postBatch, postChanges, putJob, withdrawJob } from './sync-jobs.js';
import { closeRedemption, getVenue, postHeartbeat, putActivation, redeem, requestCode } from './venue.js';

const venue = '/v1/venues/{customerNumber}';
const job = `${venue}/sync-jobs/{jobId}`;
const mebibyte = 1_048_576;

export const cloudRoutes: readonly CloudRoute[] = [
  { method: 'GET', path: venue, handle: getVenue },
  { method: 'POST', path: `${venue}/authentication-codes`, handle: requestCode },
  { method: 'POST', path: `${venue}/redemptions`, handle: redeem },
  { method: 'POST', path: `${venue}/redemptions/{redemptionId}/close`, handle: closeRedemption },
  { method: 'POST', path: `${venue}/heartbeats`, auth: true, handle: postHeartbeat },
  { method: 'GET', path: '/v1/packages/cloud-sync', handle: describePackage },
  { method: 'GET', path: '/v1/packages/cloud-sync/{version}', handle: downloadPackage },
  { method: 'GET', path: `${venue}/sync-jobs`, auth: true, handle: listJobs },
  { method: 'PUT', path: job, auth: true, handle: putJob },
  { method: 'GET', path: job, auth: true, handle: getJob },
  { method: 'DELETE', path: job, auth: true, handle: withdrawJob },
  { method: 'POST', path: `${job}/batches`, auth: true, bodyLimit: mebibyte, handle: postBatch },
  { method: 'POST', path: `${job}/complete`, auth: true, handle: completeJob },
  { method: 'POST', path: `${venue}/changes`, auth: true, bodyLimit: mebibyte, handle: postChanges },
  { method: 'PUT', path: `${venue}/locations/{locationId}/activation`, auth: true, handle: putActivation },
];
