#pragma once

// Numbers of the whole image: how long the stages of loads took, how many generations and modules there are, what they hold.

#include "hot_reload/evaluate.hpp"
#include "hot_reload/histogram.hpp"

#include <string>

namespace jank::hot_reload {

// Of a form: reading, analysing, emitting, running (its code, which binds). Of a module of one or more forms: loading. Of a patch: reading with all checks, loading, running.
// Sending is what a host says that the way to the image took (jank_hot_reload_note_send).
enum class stage : std::uint8_t { read, analyze, emit, send, load, run };
inline constexpr std::size_t stage_count{6};
char const *stage_name(stage s);

void note_stage(stage s, double milliseconds);
// All but reading, and loading, which is of modules (pending_code.hpp).
void note_stages(stage_times const &form);
histogram const &stage_histogram(stage s);

// Notes the time since it was made or last asked.
class stage_watch {
public:
  stage_watch();
  void lap(stage s);

private:
  double last_;
};

// The same numbers for C and JavaScript (docs/reference/patches.md), and as a map for jank.
std::string statistics_json();
object::object_ref statistics_map();

} // namespace jank::hot_reload
