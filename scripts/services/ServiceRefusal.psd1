# What Windows' error numbers mean where a service is asked for something: our code, and a sentence. {0} is the service, {1} what was asked of it.
@{
    Refusals = @(
        @{ Code = 2; ErrorId = 'SERVICE_PROGRAM_MISSING'; Message = 'The program of {0} is not where Windows was told to find it.' }
        @{ Code = 3; ErrorId = 'SERVICE_PROGRAM_MISSING'; Message = 'The folder of the program of {0} is not where Windows was told to find it.' }
        @{ Code = 5; ErrorId = 'SERVICE_ACCESS_DENIED'; Message = 'Windows refused to {1} {0}: this account may not.' }
        @{ Code = 193; ErrorId = 'SERVICE_PROGRAM_MISSING'; Message = 'The program of {0} is no program that Windows can run.' }
        @{ Code = 1051; ErrorId = 'SERVICE_DEPENDENTS_RUNNING'; Message = 'Other services that depend on {0} still run.' }
        @{ Code = 1052; ErrorId = 'SERVICE_STOP_REFUSED'; Message = '{0} takes no such command.' }
        @{ Code = 1053; ErrorId = 'SERVICE_NO_ANSWER'; Message = '{0} did not answer Windows in time when asked to {1}.' }
        @{ Code = 1055; ErrorId = 'SERVICE_DATABASE_LOCKED'; Message = 'Windows did not {1} {0}: its list of services is locked.' }
        @{ Code = 1057; ErrorId = 'SERVICE_LOGON_FAILED'; Message = 'The account of {0} does not exist, or its name is not valid.' }
        @{ Code = 1058; ErrorId = 'SERVICE_DISABLED'; Message = 'The start mode of {0} is Disabled. Set it to Manual or Automatic first.' }
        @{ Code = 1059; ErrorId = 'SERVICE_DEPENDENCY_FAILED'; Message = '{0} depends on services that depend on {0}.' }
        @{ Code = 1060; ErrorId = 'SERVICE_NOT_INSTALLED'; Message = '{0} is not installed.' }
        @{ Code = 1061; ErrorId = 'SERVICE_NOT_ACCEPTING'; Message = '{0} takes no command now.' }
        @{ Code = 1068; ErrorId = 'SERVICE_DEPENDENCY_FAILED'; Message = 'A service that {0} depends on failed to start. Start that one first and see why it fails.' }
        @{ Code = 1069; ErrorId = 'SERVICE_LOGON_FAILED'; Message = '{0} could not sign in with its account.' }
        @{ Code = 1072; ErrorId = 'SERVICE_MARKED_FOR_DELETION'; Message = '{0} was uninstalled, and Windows has not let go of it yet.' }
        @{ Code = 1073; ErrorId = 'SERVICE_EXISTS'; Message = 'There is a service with the name of {0} already.' }
        @{ Code = 1075; ErrorId = 'SERVICE_DEPENDENCY_FAILED'; Message = 'A service that {0} depends on does not exist.' }
        @{ Code = 1078; ErrorId = 'SERVICE_EXISTS'; Message = 'There is a service with the display name of {0} already.' }
        @{ Code = 1115; ErrorId = 'SERVICE_START_REFUSED'; Message = 'Windows did not {1} {0}: it is shutting down.' }
    )
}
