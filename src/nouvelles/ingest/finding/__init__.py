"""Where articles are announced: discovery, sitemaps, section pages, subscription lists."""
