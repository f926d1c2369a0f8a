#pragma once

// A fork server: what takes long is done once in this process, and copies of it, the workers, do a job each. A crash ends one job, nothing
// of one is left for the next, and cancelling is a signal. The process must have no threads.

#include "channel.hpp"

#include <optional>
#include <set>
#include <sys/types.h>
#include <vector>

namespace jank::resident {

struct worker {
  pid_t pid{};
  channel to;                    // its input and its answers
  int socket{};                  // of `to`
  int output{};                  // what it prints, a file in memory
  std::set<std::int64_t> jobs{}; // that it has not answered
  std::string key{};             // of the headers that it has read; see zygote.hpp
};

// A copy of this process. In the copy there is no worker: its standard output and error are captured, `own` leads to this process, and it
// ends when this one does. When none can be made, `pid` is -1.
std::optional<worker> fork_worker(channel &own);

// What the copy has printed.
std::string captured_output();

class worker_set {
public:
  // Answers go upward.
  explicit worker_set(channel &upward);

  worker &add(worker w) { return workers.emplace_back(std::move(w)); }
  // Null when there is none.
  worker *find(pid_t pid);
  worker *find(std::string_view key);
  // Ends the jobs, or with `key` whoever has those headers.
  void cancel(std::int64_t job);
  void forget(std::string_view key);
  std::vector<worker> const &all() const { return workers; }

  // Waits for messages from above, for `take`, and for answers from workers, which go upward. The jobs of a worker that ended without
  // answering are answered for it, with 128 and the signal as the status and what it printed. False when there is no more from above.
  bool wait(channel::taker const &take);
  // In a copy: what is known of siblings is none of its business.
  void abandon();

private:
  void collect();
  void take_answer(worker &w, std::string const &line, llvm::json::Object const &answer);

  channel &upward;
  std::vector<worker> workers;
};

} // namespace jank::resident
