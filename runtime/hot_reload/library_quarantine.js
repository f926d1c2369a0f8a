// The host's side of quarantine.hpp.

addToLibrary({
  jank_host_quarantined__sig: 'ip',
  jank_host_quarantined__deps: ['$UTF8ToString'],
  jank_host_quarantined: (event) => {
    try {
      return Module['onQuarantine']?.(JSON.parse(UTF8ToString(event))) ? 1 : 0;
    } catch (e) {
      err('Module.onQuarantine: ' + e);
      return 0;
    }
  },
});
