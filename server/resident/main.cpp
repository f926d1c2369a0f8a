// jank_patch_compiler: clang and wasm-ld, loaded once and kept ready. It serves jank_server, which starts it.
//
// Reads requests from standard input, a JSON object a line, and answers on standard output in the same way, in the order in which they end:
//
//   {"id": 1, "steps": [["clang", ...], ["wasm-ld", ...]]}    runs command lines one after the other, up to the first that fails
//   {"cancel": 1}                                             ends it
//   -> {"id": 1, "status": 0, "output": "what it printed"}    status is 128 and the signal for one that was ended
//
// Each request runs in a process of its own, a copy of this one: what takes long, loading LLVM and initialising it, is done before; a
// crash of the compiler ends that copy; nothing of one compilation is left for the next one. Ends with standard input.
//
//   jank_patch_compiler --version    LLVM's version, and no more

#include "tools.hpp"

#include <llvm/Config/llvm-config.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_ostream.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <map>
#include <poll.h>
#include <string>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

namespace json = llvm::json;

struct job {
  std::int64_t id;
  int output; // a file in memory
};

std::map<pid_t, job> jobs;

std::string read_all(int fd) {
  off_t const size{lseek(fd, 0, SEEK_END)};
  std::string text(size > 0 ? static_cast<std::size_t>(size) : 0, '\0');
  if(pread(fd, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) {
    return "the output cannot be read";
  }
  return text;
}

void answer(std::int64_t id, int status, std::string output) {
  std::string line;
  // With parentheses: braces would make a list of it.
  json::Value const message(json::Object{{"id", id}, {"status", status}, {"output", json::fixUTF8(output)}});
  llvm::raw_string_ostream{line} << message;
  line += '\n';
  for(std::size_t at{}; at < line.size();) {
    ssize_t const count{write(STDOUT_FILENO, line.data() + at, line.size() - at)};
    if(count < 0 && errno != EINTR) { _exit(0); }
    if(count > 0) { at += static_cast<std::size_t>(count); }
  }
}

[[noreturn]] void run_steps(json::Array const &steps, int output, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if(getppid() != parent) { _exit(1); }
  signal(SIGCHLD, SIG_DFL);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  for(json::Value const &step : steps) {
    std::vector<std::string> words;
    if(json::Array const *const list{step.getAsArray()}) {
      for(json::Value const &word : *list) { words.push_back(word.getAsString().value_or("").str()); }
    }
    int const status{jank::resident::run_tool(words)};
    if(status != 0) { _exit(status); }
  }
  // No destructors: the process ends, and they take milliseconds.
  _exit(0);
}

void start(std::int64_t id, json::Array const &steps) {
  int const output{memfd_create("output", MFD_CLOEXEC)};
  pid_t const self{getpid()};
  pid_t const pid{fork()};
  if(pid == 0) { run_steps(steps, output, self); }
  if(pid < 0) {
    close(output);
    answer(id, 1, std::string{"error: no process can be started: "} + std::strerror(errno));
    return;
  }
  jobs[pid] = {id, output};
}

void take_line(std::string const &line) {
  llvm::Expected<json::Value> parsed{json::parse(line)};
  if(!parsed) {
    llvm::consumeError(parsed.takeError());
    return;
  }
  json::Object const *const message{parsed->getAsObject()};
  if(message == nullptr) { return; }
  if(auto const cancelled{message->getInteger("cancel")}) {
    for(auto const &[pid, j] : jobs) {
      if(j.id == *cancelled) { kill(pid, SIGKILL); }
    }
  } else if(json::Array const *const steps{message->getArray("steps")}) {
    start(message->getInteger("id").value_or(0), *steps);
  }
}

void collect() {
  int status{};
  for(pid_t pid{}; (pid = waitpid(-1, &status, WNOHANG)) > 0;) {
    auto const found{jobs.find(pid)};
    if(found == jobs.end()) { continue; }
    int const result{WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)};
    std::string output{read_all(found->second.output)};
    close(found->second.output);
    answer(found->second.id, result, std::move(output));
    jobs.erase(found);
  }
}

void serve() {
  // Only while it waits may the end of a child interrupt it.
  sigset_t chld;
  sigset_t before;
  sigemptyset(&chld);
  sigaddset(&chld, SIGCHLD);
  sigprocmask(SIG_BLOCK, &chld, &before);
  signal(SIGCHLD, [](int) {});
  signal(SIGPIPE, SIG_IGN);
  std::string pending;
  while(true) {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    int const ready{ppoll(&input, 1, nullptr, &before)};
    collect();
    if(ready <= 0) { continue; }
    char bytes[65536];
    ssize_t const count{read(STDIN_FILENO, bytes, sizeof bytes)};
    if(count == 0 || (count < 0 && errno != EINTR)) { break; }
    if(count > 0) { pending.append(bytes, static_cast<std::size_t>(count)); }
    for(std::size_t end{}; (end = pending.find('\n')) != std::string::npos; pending.erase(0, end + 1)) {
      take_line(pending.substr(0, end));
    }
  }
  for(auto const &[pid, j] : jobs) { kill(pid, SIGKILL); }
}

} // namespace

int main(int count, char **arguments) {
  if(count == 2 && std::strcmp(arguments[1], "--version") == 0) {
    std::puts(LLVM_VERSION_STRING);
    return 0;
  }
  jank::resident::warm_up();
  answer(0, 0, LLVM_VERSION_STRING);
  serve();
  _exit(0);
}
