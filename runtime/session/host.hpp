#pragma once

// What a session asks of the client that is connected to the image (library_session.js, client/). Without one, messages go nowhere,
// input has ended and nothing is interrupted.

#include <cstddef>
#include <cstdint>

extern "C" {

// Sends a message. `busy`: the thread will not get to the event loop soon, so that it must leave at once.
void jank_session_send(char const *json, std::size_t size, std::int32_t busy);
// Waits until there is input for the session; text of malloc's, null when there will be none.
char *jank_session_stdin(char const *session);
// Whether what runs is to be stopped. Asks the server at most ten times a second, and not before the thread has been busy for 0.3 s.
std::int32_t jank_session_interrupted();

// What the client calls: a message has come, JSON, which stays the client's.
void jank_session_receive(char const *json);
// A client is there: long-running code asks whether to stop.
void jank_session_begin();
// The server has a folder of sources, under that path; the text stays the client's.
void jank_session_add_source_folder(char const *path);
}
