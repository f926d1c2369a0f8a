// Asio has no library of its own to link here: this is it.

#include <boost/asio/impl/src.hpp>
