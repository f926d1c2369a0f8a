// Boost.JSON has no library of its own to link here: this is it.

#include <boost/json/src.hpp>
