"""Pictures that the server draws: values in, shapes out, which `_pictures.html` writes as SVG.

A picture needs neither scripts nor styles of its own, and always has its numbers with it as a table. It is
drawn twice, for wide windows and for narrow ones, so that its letters keep their size on both. Nothing here
knows of requests, of the store or of languages: all texts come with the values. To show one:

    {% from "_pictures.html" import picture %}
    {{ picture(drawn, name="flow-1", title=title, description=what_it_shows) }}
"""
