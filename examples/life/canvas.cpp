// The canvas of the Game of Life: two functions for jank, which draw through JavaScript. On Node, where there is nothing to draw on, they
// do nothing.
#include <jank/patch.h>

#include <emscripten/em_js.h>

// clang-format off: what follows is JavaScript
EM_JS(void, life_open, (int width, int height), {
  if (typeof document == 'undefined') return;
  var canvas = document.createElement('canvas');
  canvas.id = 'life';
  canvas.width = width;
  canvas.height = height;
  canvas.style.cssText = 'display:block;margin:10px auto;max-width:calc(100% - 20px);background:#f4f4f0';
  document.body.prepend(canvas);
});

EM_JS(void, life_clear, (char const *colour, int generation), {
  if (typeof document == 'undefined') return;
  var canvas = document.getElementById('life');
  canvas.dataset.generation = generation;
  var context = (Module.lifeContext = canvas.getContext('2d'));
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = UTF8ToString(colour);
});

EM_JS(void, life_cell, (int x, int y, int size), {
  if (Module.lifeContext) Module.lifeContext.fillRect(x * size, y * size, size - 1, size - 1);
});
// clang-format on

// (open-canvas width height): makes the canvas, in pixels.
static jank_value open_canvas(jank_value width, jank_value height) {
  life_open(static_cast<int>(jank_unbox_integer(width)), static_cast<int>(jank_unbox_integer(height)));
  return jank_nil_value();
}

// (draw-cells cells size colour generation): `cells` is a collection of [x y].
static jank_value draw_cells(jank_value cells, jank_value size, jank_value colour, jank_value generation) {
  int const pixels{static_cast<int>(jank_unbox_integer(size))};
  life_clear(jank_string_bytes(colour, nullptr), static_cast<int>(jank_unbox_integer(generation)));
  for(jank_value left{jank_seq(cells)}; !jank_is_nil(left); left = jank_next(left)) {
    jank_value const cell{jank_first(left)};
    life_cell(static_cast<int>(jank_unbox_integer(jank_nth(cell, 0))),
              static_cast<int>(jank_unbox_integer(jank_nth(cell, 1))), pixels);
  }
  return jank_nil_value();
}

JANK_PATCH({"life/open-canvas", "2", JANK_FUNCTION(open_canvas)}, {"life/draw-cells", "4", JANK_FUNCTION(draw_cells)})
