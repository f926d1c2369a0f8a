// Shows a text in the page; on Node nowhere.
#include <jank/patch.h>

#include <emscripten/em_js.h>

// clang-format off: what follows is JavaScript
EM_JS(void, shown_text, (char const *text), {
  if (typeof document == 'undefined') return;
  var place = document.getElementById('shown') || document.body.appendChild(document.createElement('output'));
  place.id = 'shown';
  place.textContent = UTF8ToString(text);
});
// clang-format on

static jank_value show(jank_value text) {
  shown_text(jank_string_bytes(text, nullptr));
  return jank_nil_value();
}

JANK_PATCH({"shown/show", "1", JANK_FUNCTION(show)})
