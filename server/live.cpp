#include "live.hpp"

#include "net/listener.hpp"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>
#include <unistd.h>

namespace jank::server {

namespace fs = std::filesystem;

namespace {

constexpr unsigned short usual_port{8080};
constexpr unsigned short ports_tried{20};
constexpr char const *port_file{".nrepl-port"};

void make_real(std::vector<fs::path> &folders) {
  for(fs::path &f : folders) { f = fs::canonical(f); }
}

} // namespace

std::string path_below(std::vector<fs::path> const &folders, fs::path const &file) {
  for(fs::path const &folder : folders) {
    fs::path const relative{file.lexically_relative(folder)};
    if(!relative.empty() && *relative.begin() != "..") { return relative.generic_string(); }
  }
  return {};
}

live::live(net::io_context &context, options o)
    : context{context}, given{std::move(o)}, way{settings_for()}, connections{served, way, context, workers},
      build_quiet{context} {
  served.program = given.program;
  served.public_folders = {given.build_folder};
  served.public_folders.insert(served.public_folders.end(), given.assets.begin(), given.assets.end());
  served.source_folders = given.sources;
  served.client_folder = given.client;
  served.isolate = given.isolate;
  served.door.hosts = known_hosts(given.host, given.allowed_hosts);
  served.door.token = given.token;
}

live::~live() { workers.join(); }

// Also sets what both it and the site need: real folders, the token, the build.
router_settings live::settings_for() {
  given.build_folder = fs::canonical(given.build_folder);
  make_real(given.sources);
  make_real(given.assets);
  make_real(given.patches);
  if(!is_loopback(given.host) && given.token.empty()) { given.token = random_token(); }
  served.build = build_id(given.build_folder, given.program);
  router_settings s;
  s.build = served.build;
  for(fs::path const &folder : given.sources) { s.sources.push_back(folder.string()); }
  s.eval_on_all = given.eval_on_all;
  s.wait_for_page = std::chrono::milliseconds{given.wait_for_page_ms};
  s.after = [this](std::chrono::milliseconds time, std::function<void()> action) {
    auto const timer{std::make_shared<net::steady_timer>(context, time)};
    timer->async_wait([timer, action = std::move(action)](error_code const &error) {
      if(!error) { action(); }
    });
  };
  s.tell = [this](std::string const &text) { tell(text); };
  s.open_position = [this](json::object const &position) { open_position(position); };
  return s;
}

void live::tell(std::string const &text) const {
  std::time_t const now{std::time(nullptr)};
  std::tm local{};
  localtime_r(&now, &local);
  char clock[16];
  std::strftime(clock, sizeof clock, "%H:%M:%S", &local);
  std::cout << clock << ' ' << text << (text.ends_with('\n') ? "" : "\n") << std::flush;
}

bool live::start() {
  if(!listen()) { return false; }
  served.door.port = http->local_endpoint().port();
  way.set_page_address(page_address() + '/' + (given.token.empty() ? "" : "?token=" + given.token));
  print_addresses();
  write_port_file();
  remember_ports();
  net::co_spawn(context,
                accept_all(*http,
                           [this](tcp::socket socket) {
                             // Whoever is one too many is not answered.
                             if(connections.open_connections >= most_connections) { return; }
                             net::co_spawn(context, serve_http(std::move(socket), connections), net::detached);
                           }),
                net::detached);
  net::co_spawn(context,
                accept_all(*nrepl,
                           [this](tcp::socket socket) {
                             if(connections.open_connections >= most_connections) { return; }
                             serve_nrepl(std::move(socket), connections);
                           }),
                net::detached);
  start_compiler();
  watch();
  start_page();
  return true;
}

bool live::listen() {
  std::vector<unsigned short> pages;
  if(given.port) {
    pages = {*given.port};
  } else {
    // Pages that are open look for the server where it was.
    if(unsigned short const last{remembered_port("http")}; last != 0) { pages.push_back(last); }
    for(unsigned short i{}; i < ports_tried; ++i) { pages.push_back(static_cast<unsigned short>(usual_port + i)); }
    pages.push_back(0);
  }
  std::string failure;
  http = listen_on(context, given.host, pages, failure);
  if(!http) {
    std::cerr << "jank_server: " << failure << "; --port and --host choose others\n";
    return false;
  }
  std::vector<unsigned short> editors;
  if(given.nrepl_port) {
    editors = {*given.nrepl_port};
  } else {
    if(unsigned short const last{remembered_port("nrepl")}; last != 0) { editors.push_back(last); }
    editors.push_back(0);
  }
  nrepl = listen_on(context, given.nrepl_host, editors, failure);
  if(!nrepl) {
    std::cerr << "jank_server: " << failure << "; --nrepl-port and --nrepl-host choose others\n";
    return false;
  }
  return true;
}

void live::print_addresses() const {
  unsigned short const port{nrepl->local_endpoint().port()};
  // Editors look for exactly this line.
  std::cout << "nREPL server started on port " << port << " on host " << given.nrepl_host << " - nrepl://"
            << given.nrepl_host << ':' << port << "\n";
  std::cout << page_address() << '/' << (given.token.empty() ? "" : "?token=" + given.token) << "\n" << std::flush;
}

// Where a page on this machine reaches the server.
std::string live::page_address() const {
  std::string host{given.host};
  if(host == "0.0.0.0" || host == "::") { host = "127.0.0.1"; }
  if(host.find(':') != host.npos) { host = "[" + host + "]"; }
  return "http://" + host + ":" + std::to_string(http->local_endpoint().port());
}

unsigned short live::remembered_port(std::string_view which) const {
  std::ifstream in{given.work_folder / "ports"};
  std::string name;
  for(unsigned port{}; in >> name >> port;) {
    if(name == which && port < 65536) { return static_cast<unsigned short>(port); }
  }
  return 0;
}

void live::remember_ports() const {
  std::error_code ignored;
  fs::create_directories(given.work_folder, ignored);
  std::ofstream{given.work_folder / "ports"} << "http " << http->local_endpoint().port() << "\nnrepl "
                                             << nrepl->local_endpoint().port() << "\n";
}

void live::write_port_file() {
  // In one step: an editor may be looking.
  std::string const beside{std::string{port_file} + "." + std::to_string(getpid())};
  std::ofstream{beside} << nrepl->local_endpoint().port() << "\n";
  if(std::rename(beside.c_str(), port_file) != 0) {
    std::remove(beside.c_str());
    tell(std::string{port_file} + " cannot be written here; tell your editor the port");
  }
}

// It may be that of another server by now.
void live::remove_port_file() const {
  std::ifstream in{port_file};
  unsigned port{};
  if(in >> port && port == nrepl->local_endpoint().port()) { std::remove(port_file); }
}

void live::stop() {
  if(nrepl) { remove_port_file(); }
  error_code ignored;
  if(http) { http->close(ignored); }
  if(nrepl) { nrepl->close(ignored); }
  if(page) { page->end(); }
  workers.stop();
}

void live::start_compiler() {
  if(given.clang.empty() || given.sysroot.empty()) { return; }
  patch_tools const tools{given.clang, given.linker, given.sysroot, given.include, given.patch_flags};
  fs::path const folder{given.work_folder / "patches"};
  std::unique_ptr<tool_runner> runner{make_direct_runner(context, tools, folder)};
  if(!given.resident.empty() && fs::exists(given.resident)) {
    runner = make_resident_runner(context, tools, given.resident, std::move(runner),
                                  [this](std::string const &text) { tell(text); });
  }
  compiler = std::make_unique<patch_compiler>(context, tools, std::move(runner), folder,
                                              given.build_folder / (given.program + ".wasm"));
  // What the patches that are there include is ready when one of them is saved.
  net::co_spawn(
      context,
      [this]() -> net::awaitable<void> {
        for(fs::path const &folder : given.patches) {
          std::error_code error;
          for(fs::directory_iterator it{folder, error}, end; !error && it != end; it.increment(error)) {
            if(it->path().extension() == ".cpp") { co_await compiler->prepare(it->path()); }
          }
        }
      },
      net::detached);
}

void live::watch() {
  files = std::make_unique<watcher>(context, [this](std::vector<fs::path> changed) { saved(std::move(changed)); });
  std::set<fs::path> folders{given.build_folder};
  for(auto const &some : {given.sources, given.assets, given.patches}) { folders.insert(some.begin(), some.end()); }
  for(fs::path const &f : folders) {
    if(!files->add(f)) {
      tell("changes in " + f.string() + " are not noticed: the system lets no more folders be watched");
    }
  }
}

void live::start_page() {
  if(given.page_command.empty()) { return; }
  setenv("JANK_SERVER", page_address().c_str(), 1);
  setenv("JANK_BUILD", served.build.c_str(), 1);
  setenv("JANK_TOKEN", given.token.c_str(), 1);
  page = std::make_shared<child_process>(context);
  if(!page->start_beside({"bash", "-c", "exec " + given.page_command})) {
    tell("the page cannot be started: " + given.page_command);
    return;
  }
  net::co_spawn(
      context,
      [this]() -> net::awaitable<void> {
        child_result const end{co_await child_process::wait(page)};
        tell("the program ended with status " + std::to_string(end.status) + "; Ctrl-C ends the server");
      },
      net::detached);
}

// A position in a page, below the served folders: nothing else is opened, whatever a page says.
void live::open_position(json::object const &position) {
  std::string const name{text_or(position, "file", "")};
  std::optional<fs::path> file{find_source(name)};
  if(given.open_command.empty()) {
    tell("--open-command opens " + name + " in an editor");
    return;
  }
  if(!file) {
    tell("there is no source " + name + " to open");
    return;
  }
  std::vector<std::string> words;
  std::istringstream in{given.open_command};
  for(std::string word; in >> word;) {
    for(auto const &[mark, text] : {std::pair{std::string{"%f"}, file->string()},
                                    {"%l", text_or(position, "line", "1")},
                                    {"%c", text_or(position, "column", "1")}}) {
      for(std::size_t at{word.find(mark)}; at != word.npos; at = word.find(mark, at + text.size())) {
        word.replace(at, 2, text);
      }
    }
    words.push_back(std::move(word));
  }
  if(words.empty() || !start_detached(words)) { tell("cannot be run: " + given.open_command); }
}

} // namespace jank::server
