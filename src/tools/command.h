/*
 * command.h - what a person starts: subcommands and their options.
 *
 * A command returns the exit status: 0 nothing at error level, 1 mistakes in specs, 2 could not run.
 * It prints to standard output; what kept it from running goes to standard error by command_fail.
 */
#ifndef TOOLS_COMMAND_H
#define TOOLS_COMMAND_H

#include "base/fix.h"
#include "emit/changes.h"
#include "emit/diag_print.h"
#include "emit/emit.h"
#include "sema/library.h"
#include "sema/severity.h"

enum { EXIT_CLEAN, EXIT_MISTAKES, EXIT_CANNOT };

/* What the options say. */
struct options {
    enum language language;
    struct diag_print_options print;
    bool deny_warnings, quiet, draft, help, version;
    bool check_only, show_diff;                    /* fmt, fix */
    bool translates;                               /* fmt --words */
    enum language words;                           /* its value */
    bool exit_code;                                /* diff */
    changes_function *changes;                     /* diff: --as */
    struct fix_codes fix_codes;                    /* --code */
    bool undo;                                     /* git-setup */
    unsigned marker_size;                          /* merge: of conflict markers */
    unsigned jobs;                                 /* 0: as many as pays */
    const char *output;                            /* NULL if not given */
    const char *since, *baseline, *write_baseline; /* check: their values; NULL if not given */
    const char *framework;                         /* of --framework; NULL if not given */
    bool formats[EMITTER_COUNT];
    bool any_format;              /* --to was given */
    struct severities severities; /* --error, --warn, --allow */
    char **paths;                 /* what is not an option */
    int path_count;
};

typedef int command_function(const struct options *options);

enum command_id {
#define COMMAND(name, word, function, arguments, chinese, english) COMMAND_##name,
#include "tools/commands.def"
#undef COMMAND
    COMMAND_COUNT
};

#define COMMAND(name, word, function, arguments, chinese, english) command_function function;
#include "tools/commands.def"
#undef COMMAND

/*
 * Reads the options of `command` (COMMAND_COUNT for none) from the arguments; false after telling
 * what is wrong with them. `a` owns what they are kept in.
 */
bool options_read(struct options *options, enum command_id command, struct arena *a, int argc,
                  char **argv);

/*
 * The language of messages, wherever among the arguments a --lang stands, so that what is wrong with
 * those before it is told in it too. Without one LC_ALL, LC_MESSAGES, LANG tell: English if they say
 * so, else Chinese.
 */
enum language options_language(int argc, char **argv);

/* The command with this word; COMMAND_COUNT after telling that there is none. */
enum command_id command_find(const struct options *options, const char *word);

/* Prints what the program, or one command, does. */
void help_print(FILE *out, enum command_id command, enum language language);

/* “jixiao: path: reason” on standard error; returns EXIT_CANNOT. The path may be NULL. */
int command_fail(const char *path, const char *reason);

/* What the system means by this `errno`. */
struct bilingual system_fault(int fault);

/* The same with what the system refused; in both languages where `options` is NULL. */
int command_fail_system(const struct options *options, const char *path, int fault);

/* The same with a reason in both languages. */
int command_refuse(const struct options *options, const char *path, const char *chinese,
                   const char *english);

/* Refuses a name that nothing has: with the one that is `meant`, or (if that is empty) the command that
 * lists what there is. Returns EXIT_CANNOT. */
int command_refuse_name(const struct options *options, const char *name, const char *chinese,
                        const char *english, struct str meant, const char *list);

/* The library, loaded; NULL after telling what is wrong with it, which is a defect of the program. */
struct library *command_library(struct arena *a);

#endif
