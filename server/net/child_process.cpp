#include "net/child_process.hpp"

#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace jank::server {

namespace {

std::vector<char *> words_of(std::vector<std::string> const &command) {
  std::vector<char *> words;
  for(std::string const &word : command) { words.push_back(const_cast<char *>(word.c_str())); }
  words.push_back(nullptr);
  return words;
}

constexpr std::size_t largest_output{std::size_t{1} << 20};

// The child begins with the signals as they usually are, in a group of its own, so that Ctrl-C reaches the server alone.
struct attributes {
  posix_spawnattr_t value{};
  attributes() {
    posix_spawnattr_init(&value);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&value, &none);
    posix_spawnattr_setsigdefault(&value, &all);
    posix_spawnattr_setpgroup(&value, 0);
    posix_spawnattr_setflags(&value, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~attributes() { posix_spawnattr_destroy(&value); }
};

struct file_actions {
  posix_spawn_file_actions_t value{};
  file_actions() { posix_spawn_file_actions_init(&value); }
  ~file_actions() { posix_spawn_file_actions_destroy(&value); }
};

} // namespace

bool child_process::start(std::vector<std::string> const &command, streams where, int socket) {
  int pipe_ends[2]{-1, -1};
  file_actions actions;
  if(where == streams::socket) {
    posix_spawn_file_actions_adddup2(&actions.value, socket, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions.value, socket, STDOUT_FILENO);
  } else {
    posix_spawn_file_actions_addopen(&actions.value, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  }
  if(where == streams::kept) {
    if(pipe2(pipe_ends, O_CLOEXEC) != 0) { return false; }
    posix_spawn_file_actions_adddup2(&actions.value, pipe_ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions.value, pipe_ends[1], STDERR_FILENO);
  }
  attributes const how;
  std::vector<char *> words{words_of(command)};
  int const failure{posix_spawnp(&pid, words[0], &actions.value, &how.value, words.data(), environ)};
  if(pipe_ends[1] >= 0) { close(pipe_ends[1]); }
  if(failure != 0) {
    pid = 0;
    if(pipe_ends[0] >= 0) { close(pipe_ends[0]); }
    return false;
  }
  if(pipe_ends[0] >= 0) { output.assign(pipe_ends[0]); }
  // glibc's own declaration of pidfd_open is not for C++.
  int const fd{static_cast<int>(syscall(SYS_pidfd_open, pid, 0))};
  if(fd < 0) {
    end();
    return false;
  }
  ended.assign(fd);
  return true;
}

void child_process::end() {
  if(pid <= 0) { return; }
  kill(-pid, SIGKILL);
  kill(pid, SIGKILL);
  waitpid(pid, nullptr, 0);
  pid = 0;
  error_code ignored;
  ended.cancel(ignored);
  output.cancel(ignored);
}

net::awaitable<child_result> child_process::wait(std::shared_ptr<child_process> self) {
  child_result result;
  if(self->output.is_open()) {
    std::vector<char> bytes(std::size_t{16} << 10);
    while(true) {
      auto const [error, count]{co_await self->output.async_read_some(net::buffer(bytes), awaited)};
      if(error) { break; }
      // More than that nobody reads.
      if(result.output.size() < largest_output) { result.output.append(bytes.data(), count); }
    }
  }
  if(self->runs()) { co_await self->ended.async_wait(net::posix::stream_descriptor::wait_read, awaited); }
  if(!self->runs()) {
    result.status = 128 + SIGKILL;
    co_return result;
  }
  int status{};
  waitpid(self->pid, &status, 0);
  self->pid = 0;
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  co_return result;
}

bool start_detached(std::vector<std::string> const &command) {
  // Twice, so that init waits for it.
  std::vector<std::string> words{"setsid", "--fork"};
  words.insert(words.end(), command.begin(), command.end());
  std::vector<char *> pointers{words_of(words)};
  attributes const how;
  pid_t pid{};
  if(posix_spawnp(&pid, pointers[0], nullptr, &how.value, pointers.data(), environ) != 0) { return false; }
  int status{};
  waitpid(pid, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace jank::server
