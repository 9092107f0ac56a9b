/* git.c - running git. */
#define _GNU_SOURCE /* for pipe2 and environ */
#include "tools/git.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OUTPUT_LIMIT = 256 * 1024 * 1024 };

/* All that can be read; false if it is too much or reading fails. */
static bool read_output(struct arena *a, int fd, struct str *output)
{
    size_t room = 4096, length = 0;
    char *bytes = arena_alloc(a, room);
    for (;;) {
        if (length == room) {
            if (room >= OUTPUT_LIMIT)
                return false;
            bytes = arena_grow(a, bytes, 1, length, room * 2);
            room *= 2;
        }
        ssize_t got = read(fd, bytes + length, room - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        if (got == 0)
            break;
        length += (size_t)got;
    }
    *output = (struct str){bytes, length};
    return true;
}

/* Starts git with its output in `output` and its input from `input`, or (-1) from nowhere. */
static int spawn(const char *const *arguments, bool quiet, int output, int input, pid_t *child)
{
    static const char *const first[] = {"git", "--no-pager", "--literal-pathspecs"};
    posix_spawn_file_actions_t actions;
    size_t count = 0;
    while (arguments[count])
        count++;
    const char **words = calloc(count + sizeof first / sizeof first[0] + 1, sizeof *words);
    int fault = words ? posix_spawn_file_actions_init(&actions) : ENOMEM;
    if (fault != 0) {
        free(words);
        return fault;
    }
    memcpy(words, first, sizeof first);
    memcpy(words + sizeof first / sizeof first[0], arguments, count * sizeof *words);
    fault = input < 0
                ? posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
                : posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    if (fault == 0)
        fault = posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    if (fault == 0 && quiet)
        fault = posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (fault == 0)
        fault = posix_spawnp(child, "git", &actions, NULL, (char **)(uintptr_t)words, environ);
    posix_spawn_file_actions_destroy(&actions);
    free(words);
    return fault;
}

static void close_both(const int *ends)
{
    close(ends[0]);
    close(ends[1]);
}

bool git_start(struct git_process *process, const char *const *arguments, bool quiet,
               bool has_input)
{
    int output[2], input[2] = {-1, -1};
    pid_t child = 0;
    *process = (struct git_process){.output = -1, .input = -1};
    if (pipe2(output, O_CLOEXEC) != 0)
        return false;
    if (has_input && pipe2(input, O_CLOEXEC) != 0) {
        close_both(output);
        return false;
    }
    int fault = spawn(arguments, quiet, output[1], input[0], &child);
    close(output[1]);
    if (has_input)
        close(input[0]);
    *process = (struct git_process){child, output[0], input[1]};
    if (fault == 0)
        return true;
    close(output[0]);
    if (has_input)
        close(input[1]);
    errno = fault;
    return false;
}

/* Closes its output and waits; the exit status, or -1. */
static int end(struct git_process *process)
{
    int status;
    close(process->output);
    while (waitpid(process->child, &status, 0) < 0) {
        if (errno != EINTR)
            return -1;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int git_finish(struct arena *a, struct git_process *process, struct str *output)
{
    if (process->input >= 0)
        close(process->input);
    process->input = -1;
    bool whole = read_output(a, process->output, output);
    int status = end(process);
    return whole ? status : -1;
}

void git_abandon(struct git_process *process)
{
    end(process);
}

int git_run(struct arena *a, const char *const *arguments, bool quiet, struct str *output)
{
    struct git_process process;
    *output = (struct str){"", 0};
    return git_start(&process, arguments, quiet, false) ? git_finish(a, &process, output) : -1;
}

static struct str first_line(struct str output)
{
    const char *end = memchr(output.ptr, '\n', output.len);
    return end ? str_part(output, 0, (size_t)(end - output.ptr)) : output;
}

struct str git_commit(struct arena *a, const char *name)
{
    struct str output;
    const char *wanted = arena_format(a, "%s^{commit}", name).ptr;
    const char *const arguments[] = {"rev-parse",        "--verify", "--quiet",
                                     "--end-of-options", wanted,     NULL};
    return git_run(a, arguments, true, &output) == 0 ? arena_copy(a, first_line(output))
                                                     : (struct str){0};
}

struct str git_top(struct arena *a)
{
    struct str output;
    const char *const arguments[] = {"rev-parse", "--show-toplevel", NULL};
    return git_run(a, arguments, true, &output) == 0 ? arena_copy(a, first_line(output))
                                                     : (struct str){0};
}

bool git_file(struct arena *a, struct str commit, struct str path, struct str *text)
{
    const char *name =
        arena_format(a, "%" STR_FORMAT ":%" STR_FORMAT, STR_ARG(commit), STR_ARG(path)).ptr;
    const char *const arguments[] = {"cat-file", "blob", name, NULL};
    return git_run(a, arguments, true, text) == 0;
}

struct str git_config(struct arena *a, const char *key)
{
    struct str output;
    const char *const arguments[] = {"config", "--local", "--null", "--get", key, NULL};
    if (git_run(a, arguments, true, &output) != 0 || output.len == 0)
        return (struct str){0};
    return arena_copy(a, str_part(output, 0, output.len - 1)); /* without the NUL behind it */
}

bool git_config_set(struct arena *a, const char *key, const char *value)
{
    enum { NOT_THERE = 5 /* what git exits with then */ };
    struct str output;
    const char *const sets[] = {"config", "--local", "--replace-all", key, value, NULL};
    const char *const unsets[] = {"config", "--local", "--unset-all", key, NULL};
    int status = git_run(a, value ? sets : unsets, false, &output);
    return status == 0 || (!value && status == NOT_THERE);
}
