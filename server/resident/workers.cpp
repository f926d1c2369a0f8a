#include "workers.hpp"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace jank::resident {

namespace json = llvm::json;

namespace {

sigset_t waiting_mask;

std::string read_all(int fd) {
  off_t const size{lseek(fd, 0, SEEK_END)};
  std::string text(size > 0 ? static_cast<std::size_t>(size) : 0, '\0');
  if(pread(fd, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) {
    return "the output cannot be read";
  }
  return text;
}

worker no_worker() { return {.pid = -1, .to = {-1, -1}, .socket = -1, .output = -1}; }

} // namespace

std::optional<worker> fork_worker(channel &own) {
  int ends[2];
  if(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) { return no_worker(); }
  int const output{memfd_create("output", MFD_CLOEXEC)};
  pid_t const parent{getpid()};
  pid_t const pid{fork()};
  if(pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if(getppid() != parent) { _exit(1); }
    close(ends[0]);
    own = channel{ends[1], ends[1]};
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    close(output);
    return {};
  }
  close(ends[1]);
  if(pid < 0) {
    close(ends[0]);
    close(output);
    return no_worker();
  }
  return worker{.pid = pid, .to = {ends[0], ends[0]}, .socket = ends[0], .output = output};
}

std::string captured_output() { return json::fixUTF8(read_all(STDOUT_FILENO)); }

worker_set::worker_set(channel &upward) : upward{upward} {
  // Only while it waits may the end of a worker interrupt it.
  sigset_t chld;
  sigemptyset(&chld);
  sigaddset(&chld, SIGCHLD);
  sigprocmask(SIG_BLOCK, &chld, nullptr);
  sigprocmask(SIG_BLOCK, nullptr, &waiting_mask);
  sigdelset(&waiting_mask, SIGCHLD);
  signal(SIGCHLD, [](int) {});
  signal(SIGPIPE, SIG_IGN);
}

worker *worker_set::find(pid_t pid) {
  auto const found{std::ranges::find(workers, pid, &worker::pid)};
  return found == workers.end() ? nullptr : &*found;
}

worker *worker_set::find(std::string_view key) {
  auto const found{std::ranges::find(workers, key, &worker::key)};
  return found == workers.end() ? nullptr : &*found;
}

void worker_set::cancel(std::int64_t job) {
  for(worker const &w : workers) {
    if(w.jobs.contains(job)) {
      // Whoever has several has workers of its own.
      if(w.key.empty()) {
        kill(w.pid, SIGKILL);
      } else {
        w.to.send(json::Object{{"cancel", job}});
      }
    }
  }
}

void worker_set::forget(std::string_view key) {
  for(worker const &w : workers) {
    if(w.key == key) { kill(w.pid, SIGKILL); }
  }
}

void worker_set::take_answer(worker &w, std::string const &line, json::Object const &answer) {
  w.jobs.erase(answer.getInteger("id").value_or(-1));
  upward.forward(line);
}

bool worker_set::wait(channel::taker const &take) {
  std::vector<pollfd> all{{upward.input(), POLLIN, 0}};
  for(worker const &w : workers) { all.push_back({w.socket, POLLIN, 0}); }
  int const ready{ppoll(all.data(), all.size(), nullptr, &waiting_mask)};
  if(ready > 0) {
    for(std::size_t i{1}; i < all.size(); ++i) {
      worker &w{workers[i - 1]};
      if(all[i].revents != 0) {
        w.to.receive([&](std::string const &line, json::Object const &m) { take_answer(w, line, m); });
      }
    }
  }
  collect();
  // May add workers, and may not return in them.
  return ready <= 0 || all[0].revents == 0 || upward.receive(take);
}

void worker_set::collect() {
  int status{};
  for(pid_t pid{}; (pid = waitpid(-1, &status, WNOHANG)) > 0;) {
    auto const found{std::ranges::find(workers, pid, &worker::pid)};
    if(found == workers.end()) { continue; }
    // What it said last may still lie there.
    fcntl(found->socket, F_SETFL, O_NONBLOCK);
    while(found->to.receive([&](std::string const &line, json::Object const &m) { take_answer(*found, line, m); })) {}
    int const result{WIFEXITED(status) ? std::max(1, WEXITSTATUS(status)) : 128 + WTERMSIG(status)};
    for(std::int64_t const id : found->jobs) {
      upward.send(json::Object{{"id", id}, {"status", result}, {"output", json::fixUTF8(read_all(found->output))}});
    }
    close(found->socket);
    close(found->output);
    workers.erase(found);
  }
}

void worker_set::abandon() {
  for(worker const &w : workers) {
    close(w.socket);
    close(w.output);
  }
  workers.clear();
  signal(SIGCHLD, SIG_DFL);
}

} // namespace jank::resident
