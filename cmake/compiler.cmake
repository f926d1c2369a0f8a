# How the runtime is compiled.

include("${CMAKE_CURRENT_LIST_DIR}/cxx.cmake")

add_library(jank_options INTERFACE)
# A value is a struct of one word, which the C ABI passes as the word; and the layout of objects with a base is part of emitted code's ABI.
target_compile_options(
  jank_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Werror -Wno-return-type-c-linkage
                         -Wno-invalid-offsetof>)
target_include_directories(jank_options INTERFACE "${PROJECT_SOURCE_DIR}/runtime" "${PROJECT_SOURCE_DIR}/include")

target_compile_options(jank_options INTERFACE "$<$<COMPILE_LANGUAGE:CXX>:${JANK_PCH_OPTION}>")

if(EMSCRIPTEN)
  # asserts stay out of images; -O2 and not -Os: immer's and the reader's loops gain more than the bytes weigh
  set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
  set(CMAKE_C_FLAGS_RELEASE "-O2 -DNDEBUG")
  target_compile_options(jank_options INTERFACE -fwasm-exceptions)
  if(JANK_HOT_RELOAD)
    target_compile_options(jank_options INTERFACE -fPIC)
    target_compile_definitions(jank_options INTERFACE JANK_HOT_RELOAD=1)
  endif()
else()
  set(CMAKE_CXX_FLAGS_RELEASE "${JANK_NATIVE_FLAGS}")
  target_compile_definitions(jank_options INTERFACE JANK_HOT_RELOAD=1)
  jank_add_checks(jank_options)
endif()
