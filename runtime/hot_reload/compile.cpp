#include "hot_reload/compile.hpp"

#include "codegen/merge.hpp"
#include "codegen/object_file.hpp"
#include "codegen/side_module.hpp"
#include "hot_reload/evaluate.hpp"
#include "hot_reload/files.hpp"

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
    write_bytes(request.object, codegen::write_object_file(copy, false));
  }
  if(!request.direct_object.empty()) {
    codegen::unit_code copy{collected.whole};
    write_bytes(request.direct_object, codegen::write_object_file(copy, true));
  }
  if(!request.patch.empty()) { write_bytes(request.patch, codegen::write_side_module(collected.whole)); }
}

} // namespace jank::hot_reload
