#include "object/journal.hpp"

#include "memory/heap.hpp"

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <vector>

namespace jank::object::journal {

namespace {

// Up to so many notes are searched one by one: most loads are a form.
constexpr std::size_t most_searched{24};
constexpr std::size_t kept_capacity{512};

struct state {
  std::vector<cell, memory::allocator<cell>> cells;
  std::vector<std::size_t> starts;                         // of each level
  std::unordered_map<void const *, std::uint32_t> indices; // of the latest note of a place, when there are many
  std::size_t hidden{};                                    // levels that pause
};

// Never destroyed: definitions change while the image goes down.
state &all() {
  static auto *const s{new state};
  return *s;
}

bool is_indexed(state const &s) { return s.cells.size() > most_searched; }

// 1 + the index of the latest note of the place, or 0.
std::uint32_t latest(state const &s, void const *place) {
  if(is_indexed(s)) {
    auto const found{s.indices.find(place)};
    return found == s.indices.end() ? 0 : found->second + 1;
  }
  for(std::size_t i{s.cells.size()}; i > 0; --i) {
    if(s.cells[i - 1].place == place) { return static_cast<std::uint32_t>(i); }
  }
  return 0;
}

void index_all(state &s) {
  s.indices.clear();
  if(!is_indexed(s)) { return; }
  for(std::size_t i{}; i < s.cells.size(); ++i) { s.indices[s.cells[i].place] = static_cast<std::uint32_t>(i); }
}

// Notes at the end go. Words left behind the last note would keep alive what the notes were about.
void cut(state &s, std::size_t size) {
  std::fill(s.cells.begin() + static_cast<std::ptrdiff_t>(size), s.cells.end(), cell{});
  s.cells.resize(size);
}

// Brings the index to what the notes are, after some at the end have gone.
void shrink(state &s, std::size_t size) {
  bool const was_indexed{is_indexed(s)};
  if(was_indexed && size > most_searched) {
    for(std::size_t i{s.cells.size()}; i > size; --i) {
      cell const &c{s.cells[i - 1]};
      if(c.previous == 0) {
        s.indices.erase(c.place);
      } else {
        s.indices[c.place] = c.previous - 1;
      }
    }
  }
  cut(s, size);
  if(size <= most_searched && !s.indices.empty()) { s.indices = {}; }
  if(size == 0 && s.cells.capacity() > kept_capacity) { s.cells.shrink_to_fit(); }
}

void end_levels(state &s, std::uint32_t level) {
  s.starts.resize(level - 1);
  detail::levels = s.starts.size() > s.hidden ? level - 1 : 0;
}

} // namespace

namespace detail {

std::uint32_t levels{};

void note(void *owner, void *place, std::size_t size, sort how) {
  state &s{all()};
  std::uint32_t const previous{latest(s, place)};
  if(previous > s.starts.back()) { return; }
  s.cells.push_back({owner, place, read(place, size), previous, static_cast<std::uint8_t>(size), how});
  if(!is_indexed(s)) { return; }
  if(s.indices.empty()) {
    index_all(s);
  } else {
    s.indices[place] = static_cast<std::uint32_t>(s.cells.size() - 1);
  }
}

} // namespace detail

std::uint32_t open() {
  state &s{all()};
  s.starts.push_back(s.cells.size());
  detail::levels = static_cast<std::uint32_t>(s.starts.size());
  return detail::levels;
}

std::span<cell const> notes(std::uint32_t level) {
  state const &s{all()};
  return std::span<cell const>{s.cells}.subspan(s.starts[level - 1]);
}

cell const *find(std::uint32_t level, void const *place) {
  state const &s{all()};
  // What the place held first, as seen from the level.
  cell const *found{};
  for(std::uint32_t at{latest(s, place)}; at > s.starts[level - 1]; at = s.cells[at - 1].previous) {
    found = &s.cells[at - 1];
  }
  return found;
}

void keep(std::uint32_t level) {
  state &s{all()};
  std::size_t const start{s.starts[level - 1]};
  if(level - 1 == s.hidden) {
    shrink(s, start);
  } else {
    std::size_t const outer{s.starts[level - 2]};
    bool const was_indexed{is_indexed(s)};
    std::size_t kept{start};
    for(std::size_t i{start}; i < s.cells.size(); ++i) {
      cell const c{s.cells[i]};
      bool const is_first{c.previous <= outer};
      if(was_indexed) { s.indices[c.place] = is_first ? static_cast<std::uint32_t>(kept) : c.previous - 1; }
      if(is_first) { s.cells[kept++] = c; }
    }
    cut(s, kept);
    if(!is_indexed(s)) { s.indices = {}; }
  }
  end_levels(s, level);
}

void put_back(std::uint32_t level) {
  state &s{all()};
  std::size_t const start{s.starts[level - 1]};
  for(std::size_t i{s.cells.size()}; i > start; --i) {
    cell const &c{s.cells[i - 1]};
    write(c.place, c.size, c.before);
  }
  shrink(s, start);
  end_levels(s, level);
}

pause::pause() : hidden_before_{all().hidden} {
  all().hidden = all().starts.size();
  detail::levels = 0;
}

pause::~pause() {
  state &s{all()};
  s.hidden = hidden_before_;
  detail::levels = s.starts.size() > s.hidden ? static_cast<std::uint32_t>(s.starts.size()) : 0;
}

std::uintptr_t read(void const *place, std::size_t size) {
  std::uintptr_t word{};
  std::memcpy(&word, place, size);
  return word;
}

void write(void *place, std::size_t size, std::uintptr_t word) { std::memcpy(place, &word, size); }

} // namespace jank::object::journal
