#include "hot_reload/compile.hpp"

#include "codegen/merge.hpp"
#include "codegen/object_file.hpp"
#include "codegen/side_module.hpp"
#include "hot_reload/evaluate.hpp"
#include "host/host.hpp"
#include "namespace/namespace.hpp"
#include "object/error.hpp"

#include <cstdlib>
#include <memory>

namespace jank::hot_reload {

namespace {

class collector : public code_observer {
public:
  collector() : before_{observe_code(this)} {}
  ~collector() override { observe_code(before_); }
  void see(codegen::unit_code const &form) override { codegen::merge(whole, form); }

  codegen::unit_code whole;

private:
  code_observer *before_;
};

void write_file(std::string const &path, codegen::bytes const &content) {
  if(jank_host_write_file(path.c_str(), content.data(), static_cast<std::uint32_t>(content.size())) != 0) {
    std::unique_ptr<char, void (*)(void *)> const why{jank_host_error(), std::free};
    object::throw_error(object::error_kind::loader,
                        "cannot write " + path + ": " + (why != nullptr ? why.get() : "unknown reason"));
  }
}

} // namespace

void compile(compile_request const &request) {
  collector collected;
  for(std::string const &file : request.files) {
    // The namespace the file ends in names the unit: its -main is the program's.
    load_file(file, &collected.whole.name);
  }
  // Writing adds to the unit (the function that registers it, joined inits), so each output gets its own copy.
  if(!request.object.empty()) {
    codegen::unit_code copy{collected.whole};
    write_file(request.object, codegen::write_object_file(copy, false));
  }
  if(!request.direct_object.empty()) {
    codegen::unit_code copy{collected.whole};
    write_file(request.direct_object, codegen::write_object_file(copy, true));
  }
  if(!request.patch.empty()) { write_file(request.patch, codegen::write_side_module(collected.whole)); }
}

} // namespace jank::hot_reload
