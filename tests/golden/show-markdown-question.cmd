asyncq show pairs.yaml --markdown
