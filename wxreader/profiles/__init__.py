"""What many articles say together: cards, the census of names, namesakes, the timeline."""
