/* main.c - dispatch, and the streams at both ends of a run. */
#include "tools/command.h"

#include "base/nearest.h"
#include "base/version.h"
#include "emit/terminal.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static const struct {
    const char *word;
    command_function *function;
    bool is_listed;
} commands[] = {
#define COMMAND(name, word, function, arguments, chinese, english) \
    {word, function, sizeof chinese > 1},
#include "tools/commands.def"
#undef COMMAND
};

int command_fail(const char *path, const char *reason)
{
    fputs("jixiao: ", stderr);
    if (path) {
        terminal_write(stderr, str_of(path));
        fputs(": ", stderr);
    }
    terminal_write(stderr, str_of(reason));
    fputc('\n', stderr);
    return EXIT_CANNOT;
}

int command_refuse(const struct options *options, const char *path, const char *chinese,
                   const char *english)
{
    return command_fail(path, options->language == LANGUAGE_ENGLISH ? english : chinese);
}

int command_refuse_name(const struct options *options, const char *name, const char *chinese,
                        const char *english, struct str meant, const char *list)
{
    struct arena a = ARENA_INIT;
    bool in_english = options->language == LANGUAGE_ENGLISH;
    const char *format =
        meant.len
            ? (in_english ? "%s; did you mean %" STR_FORMAT "?" : "%s；是不是 %" STR_FORMAT "？")
            : (in_english ? "%s; %" STR_FORMAT " lists them" : "%s；用 %" STR_FORMAT " 看有哪些");
    struct str shown = meant.len ? meant : str_of(list);
    struct str reason = arena_format(&a, format, in_english ? english : chinese, STR_ARG(shown));
    int status = command_fail(name, reason.ptr);
    arena_free(&a);
    return status;
}

struct library *command_library(struct arena *a)
{
    struct library *library = ARENA_NEW(a, struct library);
    library_load(library, a);
    if (library->diags.first) {
        struct diag_print_options options = {.ambiguous_width = 1, .limit_per_file = 20};
        diag_sort(&library->diags);
        diag_print(stderr, &library->diags, a, &options);
        command_fail(NULL, "标准库有错误 the standard library has mistakes");
        return NULL;
    }
    return library;
}

/* A closed standard stream would lend its number to the first file that is opened. */
static bool open_standard_streams(void)
{
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF &&
            open("/dev/null", fd == 0 ? O_RDONLY : O_WRONLY) != fd)
            return false;
    }
    return true;
}

enum command_id command_find(const struct options *options, const char *word)
{
    struct nearest nearest = nearest_to(str_of(word));
    for (enum command_id id = 0; id < COMMAND_COUNT; id++) {
        if (strcmp(commands[id].word, word) == 0)
            return id;
        if (commands[id].is_listed)
            nearest_try(&nearest, str_of(commands[id].word));
    }
    command_refuse_name(options, word, "没有这个命令", "no such command", nearest_name(&nearest),
                        "jixiao --help");
    return COMMAND_COUNT;
}

int command_help(const struct options *options)
{
    enum command_id command = COMMAND_COUNT;
    if (options->path_count > 0) {
        command = command_find(options, options->paths[0]);
        if (command == COMMAND_COUNT)
            return EXIT_CANNOT;
    }
    help_print(stdout, command, options->language);
    return EXIT_CLEAN;
}

static int run(struct arena *a, int argc, char **argv)
{
    struct options options = {.language = options_language(argc, argv)};
    bool named = argc > 1 && argv[1][0] != '-';
    enum command_id command = named ? command_find(&options, argv[1]) : COMMAND_COUNT;
    if (named && command == COMMAND_COUNT)
        return EXIT_CANNOT;
    if (!options_read(&options, command, a, argc - named, argv + named))
        return EXIT_CANNOT;
    if (options.version) {
        puts("jixiao " JIXIAO_VERSION);
        return EXIT_CLEAN;
    }
    if (options.help || command == COMMAND_COUNT) {
        help_print(options.help ? stdout : stderr, command, options.language);
        return options.help ? EXIT_CLEAN : EXIT_CANNOT;
    }
    return commands[command].function(&options);
}

/* Whether whoever read standard output reads no more, as `head` does when it has enough. */
static bool has_reader_left(void)
{
    struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

int main(int argc, char **argv)
{
    if (!open_standard_streams())
        return EXIT_CANNOT;
    signal(SIGPIPE, SIG_IGN); /* a reader that went away is a failed write, though nobody is told */
    struct arena a = ARENA_INIT;
    int status = run(&a, argc, argv);
    arena_free(&a);
    bool has_left = has_reader_left();
    if (fflush(stdout) == 0 && !ferror(stdout) && fclose(stdout) == 0)
        return status;
    return has_left ? EXIT_CANNOT
                    : command_fail(NULL, "写不出标准输出 cannot write standard output");
}
