/*
 * measure.c - runs a command some times and prints what each run took.
 *
 *   measure CPU_SECONDS OUTPUT RUNS COMMAND...
 *
 * A line a run: exit status (minus the signal that ended it), microseconds by the clock, microseconds
 * of processor, peak KB. Standard output and error of the command go to OUTPUT, each run anew. A
 * command that takes more than CPU_SECONDS is ended by SIGXCPU.
 *
 * It is a program of its own because a process starts with the peak of the one that it was forked
 * from: started by Python, nothing would seem to need less than Python does.
 */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000LL + time.tv_nsec / 1000;
}

static void run(char **command, const char *output, rlim_t seconds)
{
    int in = open("/dev/null", O_RDONLY);
    int out = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    struct rlimit limit = {seconds, seconds + 1};
    if (in < 0 || out < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(out, 2) < 0 ||
        setrlimit(RLIMIT_CPU, &limit) != 0)
        _exit(126);
    close(in);
    close(out);
    execvp(command[0], command);
    _exit(127);
}

int main(int count, char **words)
{
    if (count < 5) {
        fputs("usage: measure CPU_SECONDS OUTPUT RUNS COMMAND...\n", stderr);
        return 2;
    }
    rlim_t seconds = (rlim_t)strtoul(words[1], NULL, 10);
    for (long runs = strtol(words[3], NULL, 10); runs > 0; runs--) {
        long long start = now();
        pid_t child = fork();
        if (child == 0)
            run(words + 4, words[2], seconds);
        int status;
        struct rusage usage;
        if (child < 0 || wait4(child, &status, 0, &usage) < 0) {
            perror("measure");
            return 2;
        }
        long long wall = now() - start;
        long long processor = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000LL +
                              usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
        printf("%d %lld %lld %ld\n", WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status),
               wall, processor, usage.ru_maxrss);
    }
    return 0;
}
