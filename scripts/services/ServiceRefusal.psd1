<#
What Windows' error numbers mean where a service is asked for something: our code, and a sentence. {0} is the service, {1} what was asked of it.
Remedy: where that of the code (src/errors/errors.ts) doesn't fit the number. Own: where the service is the control plane's, {2} its name in Windows. Of
"install", "upgrade" and "uninstall" each may end there; what one of them alone has or finds stands behind its name: a failed install has taken the service away again.
#>
@{
    Refusals = @(
        @{ Code = 2; ErrorId = 'SERVICE_PROGRAM_MISSING'; Message = 'The program of {0} is not where Windows was told to find it.'; Own = 'See whether protection against malware has taken it away and allow it there, then run this again.' }
        @{ Code = 3; ErrorId = 'SERVICE_PROGRAM_MISSING'; Message = 'The folder of the program of {0} is not where Windows was told to find it.'; Own = 'See whether protection against malware has taken it away and allow it there, then run this again.' }
        @{ Code = 5; ErrorId = 'SERVICE_ACCESS_DENIED'; Message = 'Windows refused to {1} {0}: this account may not.' }
        @{ Code = 193; ErrorId = 'SERVICE_PROGRAM_MISSING'; Message = 'The program of {0} is no program that Windows can run.'; Own = 'Compare the archive with its checksum, unpack it anew, then run this again from there.' }
        @{ Code = 1051; ErrorId = 'SERVICE_DEPENDENTS_RUNNING'; Message = 'Other services that depend on {0} still run.'; Own = 'Stop those first, then run this again: "Get-Service {2} -DependentServices" names them.' }
        @{ Code = 1052; ErrorId = 'SERVICE_STOP_REFUSED'; Message = '{0} takes no such command.'; Own = 'It may be starting: run this again in three minutes.' }
        @{ Code = 1053; ErrorId = 'SERVICE_NO_ANSWER'; Message = '{0} did not answer Windows in time when asked to {1}.'; Own = 'Read the end of service.log in the data folder, mend what it says, then run this again.' }
        @{ Code = 1055; ErrorId = 'SERVICE_DATABASE_LOCKED'; Message = 'Windows did not {1} {0}: its list of services is locked.' }
        @{ Code = 1057; ErrorId = 'SERVICE_LOGON_FAILED'; Message = 'The account of {0} does not exist, or its name is not valid.'; Remedy = "In Windows' Services, open the service, Log On: choose an account that exists, and type its password. Then start it."; Own = "For `"install`": run it again, and name one that exists with --account. For `"upgrade`": in Windows' Services, open the service, Log On: choose an account that exists, and type its password, then run it again." }
        @{ Code = 1058; ErrorId = 'SERVICE_DISABLED'; Message = 'The start mode of {0} is Disabled. Set it to Manual or Automatic first.'; Own = 'See who disabled it (a policy does so again), then run this again.' }
        @{ Code = 1059; ErrorId = 'SERVICE_DEPENDENCY_FAILED'; Message = '{0} depends on services that depend on {0}.'; Remedy = "In Windows' Services, open the service, Dependencies: the list that it needs must not lead back to it. Have whoever registered those services correct theirs."; Own = 'For "install": run it again, and leave the service that needs this one out of --needs. For "upgrade": "sc.exe qc {2}" lists those it needs; type those that may stay, in cmd as Administrator, with / between several: "sc.exe config {2} depend= NAME/NAME". Then run it again.' }
        @{ Code = 1060; ErrorId = 'SERVICE_NOT_INSTALLED'; Message = '{0} is not installed.'; Own = 'Somebody has removed it meanwhile: run "venue-control install" of the unpacked archive; where it was to go, "venue-control uninstall" after that.' }
        @{ Code = 1061; ErrorId = 'SERVICE_NOT_ACCEPTING'; Message = '{0} takes no command now.' }
        @{ Code = 1068; ErrorId = 'SERVICE_DEPENDENCY_FAILED'; Message = 'A service that {0} depends on failed to start. Start that one first and see why it fails.'; Own = 'Start the service that it depends on, then run this again. For "install" those are what --needs names; for "upgrade" "Get-Service {2} -RequiredServices" names them.' }
        @{ Code = 1069; ErrorId = 'SERVICE_LOGON_FAILED'; Message = '{0} could not sign in with its account.'; Own = "See its last event in Windows' log System. The account needs the right `"Log on as a service`"; a group managed one has to be set up on this server (Test-ADServiceAccount). For `"upgrade`", where it has a password: type it again in Windows' Services, Log On." }
        @{ Code = 1072; ErrorId = 'SERVICE_MARKED_FOR_DELETION'; Message = '{0} was uninstalled, and Windows has not let go of it yet.' }
        @{ Code = 1073; ErrorId = 'SERVICE_EXISTS'; Message = 'There is a service with the name of {0} already.' }
        @{ Code = 1075; ErrorId = 'SERVICE_DEPENDENCY_FAILED'; Message = 'A service that {0} depends on does not exist.'; Remedy = 'Install the service that is missing. "sc.exe qc", and the name of the service, lists those that it depends on under DEPENDENCIES.'; Own = 'Get-Service prints the services that there are in its column Name. For "install": run it again, and name those with --needs, a name with a $ in single quotes. For "upgrade": "sc.exe qc {2}" lists what it depends on; type what it is to depend on instead, in cmd as Administrator, with / between several: "sc.exe config {2} depend= NAME/NAME". Then run it again. Where it needs none any more: "uninstall", which leaves the data, then "install" without --needs.' }
        @{ Code = 1078; ErrorId = 'SERVICE_EXISTS'; Message = 'There is a service with the display name of {0} already.' }
        @{ Code = 1115; ErrorId = 'SERVICE_START_REFUSED'; Message = 'Windows did not {1} {0}: it is shutting down.'; Remedy = 'Try again when Windows has started again.' }
    )
}
