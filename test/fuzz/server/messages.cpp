// Fuzzes what pages and editors say: lines of JSON, of which the first character tells who says it. Whatever they say, the router goes on:
// at the end a new page and a new editor are served as if nothing had been.
//
//   P page joins or speaks   Q another page   E editor   F another editor   - a page goes   + an editor goes   . time passes
//   R a file was saved       M a module       B another build
//
//   build-server-fuzz/fuzz_messages -dict=test/fuzz/server/messages.dict test/fuzz/corpus/server_messages

#include "session/router.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>

using namespace jank::server;

namespace {

struct some_page : page_port {
  std::string name;
  std::string last_id;
  bool gone{};
  void send(frame const &f) override {
    if(f.binary) { return; }
    std::optional<json::object> const m{parse_object(*f.bytes)};
    if(!m) { std::abort(); }
    last_id = text_or(*m, "id", last_id);
  }
  void drop() override { gone = true; }
};

struct some_editor : editor_port {
  unsigned number{};
  std::size_t got{};
  void send(json::object const &) override { ++got; }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t count) {
  std::string_view text{reinterpret_cast<char const *>(data), count};
  std::vector<std::function<void()>> timers;
  router r{{.build = "b",
            .page_address = "x",
            .sources = {},
            .after = [&](auto, auto f) { timers.push_back(std::move(f)); },
            .tell = [](auto const &) {},
            .open_position = [](auto const &) {}}};
  std::array<std::unique_ptr<some_page>, 2> pages;
  std::array<std::unique_ptr<some_editor>, 2> editors;
  // Connections that are closed are no longer used, but may be spoken of.
  std::vector<std::unique_ptr<some_page>> old_pages;
  auto const leave{[&](std::unique_ptr<some_page> &p) {
    if(!p) { return; }
    r.disconnect_page(p->name, *p);
    old_pages.push_back(std::move(p));
  }};

  while(!text.empty()) {
    std::size_t const end{std::min(text.find('\n'), text.size())};
    std::string_view const line{text.substr(0, end)};
    text.remove_prefix(std::min(end + 1, text.size()));
    if(line.empty()) { continue; }
    std::size_t const which{line[0] == 'Q' || line[0] == 'F'};
    json::object message{parse_object(line.substr(1)).value_or(json::object{})};
    switch(line[0]) {
    case 'P':
    case 'Q':
      if(!pages[which]) {
        pages[which] = std::make_unique<some_page>();
        pages[which]->name = r.connect_page(*pages[which], message);
      } else {
        // "s" alone stands for what it was asked last.
        if(text_or(message, "id", "") == "s") { message["id"] = pages[which]->last_id; }
        r.page_said(pages[which]->name, std::move(message));
        r.interrupt_wanted(pages[which]->name);
      }
      break;
    case 'E':
    case 'F':
      if(!editors[which]) {
        editors[which] = std::make_unique<some_editor>();
        editors[which]->number = r.connect_editor(*editors[which]);
      }
      r.editor_said(editors[which]->number, std::move(message));
      break;
    case '-': leave(pages[line.size() % 2]); break;
    case '+':
      if(auto &e{editors[line.size() % 2]}) {
        r.disconnect_editor(e->number);
        e.reset();
      }
      break;
    case '.':
      for(auto const &t : std::exchange(timers, {})) { t(); }
      break;
    case 'R': r.reload({"a"}, "direct", [](auto const &) {}); break;
    case 'M': r.load_module("m", "c++", "x", [](auto const &) {}); break;
    case 'B': r.build_changed("b" + std::to_string(line.size())); break;
    case 'I': r.wait_for_input("p1", text_or(message, "session", ""), [](auto const &) {}); break;
    default: break;
    }
  }
  for(auto &p : pages) { leave(p); }
  for(auto const &t : std::exchange(timers, {})) { t(); }
  some_page page;
  some_editor editor;
  r.build_changed("last");
  page.name = r.connect_page(page, {{"op", "hello"}, {"build", "last"}});
  unsigned const number{r.connect_editor(editor)};
  r.editor_said(number, {{"op", "eval"}, {"id", "1"}, {"code", "1"}});
  if(page.last_id.empty()) { std::abort(); }
  r.page_said(page.name, {{"id", page.last_id}, {"status", json::array{"done"}}});
  if(editor.got == 0) { std::abort(); }
  r.disconnect_page(page.name, page);
  r.disconnect_editor(number);
  return 0;
}
